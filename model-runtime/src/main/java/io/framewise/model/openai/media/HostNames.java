package io.framewise.model.openai.media;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Gives the addresses of a host. */
@FunctionalInterface
public interface HostNames {

  /**
   * All of them.
   *
   * @throws UnknownHostException when there are none
   */
  InetAddress[] of(String host) throws UnknownHostException;
}
