package io.framewise.connectors.video;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.contract.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avdevice;

/** What FFmpeg reads on this machine itself, and what its error numbers mean there. */
public enum LocalDevice {
  /** A screen that an X server shows. */
  SCREEN,
  /** A camera that the kernel shows as a device. */
  CAMERA;

  /** Numbers of Linux's errno.h, below zero as FFmpeg gives them. */
  private static final class Errno {
    static final int MISSING = -2;
    static final int IO_ERROR = -5;
    static final int NOT_PERMITTED = -13;
    static final int BUSY = -16;
    static final int NO_DEVICE = -19;
    static final int INVALID = -22;
    static final int NOT_ASKED_SO = -25;

    private Errno() {}
  }

  private record Meaning(StreamFault fault, String words) {}

  private static final Map<Integer, Meaning> OF_SCREENS =
      Map.of(
          Errno.IO_ERROR,
          fault(
              StreamFault.NOT_FOUND,
              "the display cannot be opened: check its name, and that this process may see it (XAUTHORITY, xhost)"),
          Errno.INVALID,
          fault(
              StreamFault.NOT_FOUND,
              "the region is not within the screen: check region and the screen's size"));

  private static final Map<Integer, Meaning> OF_CAMERAS =
      Map.of(
          Errno.MISSING,
          fault(
              StreamFault.NOT_FOUND,
              "there is no such device: check path, and that the camera is plugged in"),
          Errno.NOT_PERMITTED,
          fault(
              StreamFault.FORBIDDEN,
              "this process may not read the device: put its user into the group video"),
          Errno.BUSY,
          fault(
              StreamFault.BUSY,
              "the device is in use by another program, and cameras serve one at a time"),
          Errno.NO_DEVICE,
          fault(StreamFault.NOT_FOUND, "what is at that path is no camera"),
          Errno.NOT_ASKED_SO,
          fault(StreamFault.NOT_FOUND, "what is at that path is no camera"),
          Errno.INVALID,
          fault(
              StreamFault.NO_VIDEO,
              "the device gives no pictures: some cameras have a second device, which has none"));

  private static Meaning fault(StreamFault fault, String words) {
    return new Meaning(fault, words);
  }

  /**
   * Loads FFmpeg's part for devices, which needs libraries of this machine.
   *
   * @param address of the device; one that is not there needs no library to be told so
   * @throws StreamFaultException when the device or a library is missing
   */
  void load(Secret address) throws StreamFaultException {
    if (this == CAMERA && Files.notExists(Path.of(address.reveal()))) {
      throw opening(Errno.MISSING);
    }
    load();
  }

  /**
   * The same, whatever the device.
   *
   * @throws StreamFaultException when a library is missing
   */
  static void load() throws StreamFaultException {
    try {
      avdevice.avdevice_register_all();
    } catch (LinkageError e) {
      throw new StreamFaultException(
          StreamFault.OTHER,
          "a library of this machine is missing: install libxcb1, libxcb-shm0, libasound2 and libpulse0");
    }
  }

  /** Whether so many pictures come as are wanted. */
  boolean paced(StreamLimits limits) {
    return this == SCREEN && (limits.maxRate() == 0 || limits.maxRate() >= 1);
  }

  /** Whether it may give pictures in this form besides those of a camera in the network. */
  boolean gives(int codec) {
    return codec == avcodec.AV_CODEC_ID_RAWVIDEO;
  }

  /** It could not be opened. */
  StreamFaultException opening(int error) {
    Meaning meaning =
        (this == SCREEN ? OF_SCREENS : OF_CAMERAS)
            .getOrDefault(
                error, fault(StreamFault.OTHER, "it cannot be opened (error " + -error + ")"));
    return new StreamFaultException(meaning.fault(), meaning.words());
  }

  /** It was open and cannot be read on. */
  StreamFaultException reading() {
    return new StreamFaultException(
        StreamFault.CLOSED,
        this == SCREEN ? "the display has ended" : "the camera was unplugged or has ended");
  }
}
