package io.framewise.connectors.camera;

import io.framewise.connectors.capture.CaptureTarget;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.settings.StreamAddress;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.web.AddressRule;
import io.framewise.connectors.web.WebTarget;
import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/** Makes of settings what a capture process opens. */
final class Targets {

  private Targets() {}

  /**
   * What the settings describe.
   *
   * @param environment variables in which the password may be
   * @throws StreamFaultException when the host or the password is not found
   */
  static CaptureTarget of(SourceSettings settings, Map<String, String> environment)
      throws StreamFaultException {
    return switch (settings.kind()) {
      case RTSP -> rtsp(settings, environment);
      case HTTP -> web(settings, environment);
      case SCREEN -> new CaptureTarget.Screen(settings.display(), settings.screenArea());
      case USB -> new CaptureTarget.Usb(settings.path().toString());
      case VIDEO, FOLDER, PUSH, MQTT ->
          throw new IllegalArgumentException(
              "sources of kind " + settings.kind().written() + " are not captured live");
    };
  }

  private static CaptureTarget rtsp(SourceSettings settings, Map<String, String> environment)
      throws StreamFaultException {
    StreamAddress address = settings.streamAddress();
    try {
      InetAddress[] unused = InetAddress.getAllByName(address.host());
    } catch (UnknownHostException e) {
      throw new StreamFaultException(
          StreamFault.NAME_NOT_FOUND,
          "no host is known by the name " + address.host() + ": check it, or write its number");
    }
    return new CaptureTarget.Rtsp(
        address.with(password(settings, environment)), settings.transport());
  }

  private static CaptureTarget web(SourceSettings settings, Map<String, String> environment)
      throws StreamFaultException {
    StreamAddress address = settings.streamAddress();
    Secret password = password(settings, environment);
    boolean placed = address.placesPassword();
    return new CaptureTarget.Web(
        new WebTarget(
            address.filled(password),
            placed ? "" : address.user(),
            placed ? Secret.NONE : password,
            new AddressRule(settings.privateAddresses(), settings.followRedirects()),
            settings.every()));
  }

  private static Secret password(SourceSettings settings, Map<String, String> environment)
      throws StreamFaultException {
    try {
      return settings.passwordReference().resolve(environment);
    } catch (UserError e) {
      throw new StreamFaultException(StreamFault.UNAUTHORIZED, e.getMessage());
    }
  }
}
