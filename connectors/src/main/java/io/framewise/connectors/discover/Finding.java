package io.framewise.connectors.discover;

import io.framewise.connectors.source.StreamFaultException;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a device in the end.
 *
 * @param device the device
 * @param name what it is, as well as it is known
 * @param profiles its streams; empty when nobody logged in
 * @param problem why there is no more
 */
record Finding(
    Device device, String name, List<Profile> profiles, Optional<StreamFaultException> problem) {

  /** A device that was not asked. */
  static Finding of(Device device) {
    return new Finding(device, known(device), List.of(), Optional.empty());
  }

  /** A device of which no more can be said. */
  static Finding failed(Device device, StreamFaultException problem) {
    return new Finding(device, known(device), List.of(), Optional.of(problem));
  }

  private static String known(Device device) {
    boolean told = device.name().isEmpty() || device.model().contains(device.name());
    return told ? device.model() : (device.name() + " " + device.model()).strip();
  }
}
