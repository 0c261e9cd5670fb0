package io.framewise.connectors.mqtt;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.mqtt.MqttConnectionException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Says in words why a broker cannot be used; no credentials are in them. */
final class MqttFaults {

  private static final Set<MqttConnectReturnCode> WRONG_USER =
      Set.of(
          MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
          MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);

  private MqttFaults() {}

  /** What {@code cause} means of the broker of that name. */
  static StreamFaultException of(Throwable cause, String broker) {
    if (cause instanceof MqttConnectionException refused) {
      return WRONG_USER.contains(refused.code())
          ? fault(StreamFault.UNAUTHORIZED, broker + " refuses the user or the password")
          : fault(StreamFault.OTHER, broker + " refuses the connection: " + refused.code());
    }
    if (cause instanceof UnknownHostException) {
      return fault(StreamFault.NAME_NOT_FOUND, broker + ": no host is known by that name");
    }
    if (cause instanceof NoRouteToHostException) {
      return fault(StreamFault.NO_ROUTE, broker + ": the network knows no way to it");
    }
    if (cause instanceof SocketTimeoutException
        || String.valueOf(cause.getMessage()).contains("timed out")) {
      return fault(StreamFault.TIMED_OUT, broker + " does not answer");
    }
    if (cause instanceof ConnectException) {
      return fault(StreamFault.REFUSED, broker + ": nothing listens on that port");
    }
    if (cause instanceof SSLException) {
      return fault(
          StreamFault.OTHER_PROTOCOL,
          broker + ": TLS does not succeed, check connectors.mqtt.authorities and the port");
    }
    return fault(
        StreamFault.OTHER, broker + " cannot be used: " + cause.getClass().getSimpleName());
  }

  private static StreamFaultException fault(StreamFault fault, String words) {
    return new StreamFaultException(fault, words);
  }
}
