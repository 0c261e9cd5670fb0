package io.framewise.connectors.web;

import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** How a camera is connected to: with which limits, which log-in and which look-up of hosts. */
final class WebConnections {

  private static final int LONGEST_HEADER = 16 * 1024;
  private static final int MOST_HEADERS = 100;

  private WebConnections() {}

  /**
   * A client with one connection at a time.
   *
   * @param start the address whose host gets user and password, and no other
   * @param silence how long nothing may come
   * @param hosts gives the addresses that are connected to
   */
  static CloseableHttpClient client(
      WebTarget target, URI start, Duration silence, DnsResolver hosts) {
    Timeout timeout = Timeout.of(silence);
    BasicHttpClientConnectionManager connections =
        new BasicHttpClientConnectionManager(
            new DefaultHttpClientConnectionOperator(
                // A channel is closed when its thread is told to stop; a plain socket waits on.
                proxy -> SocketChannel.open().socket(),
                null,
                hosts,
                RegistryBuilder.<TlsSocketStrategy>create()
                    .register("https", DefaultClientTlsStrategy.createDefault())
                    .build()),
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(
                    Http1Config.custom()
                        .setMaxLineLength(LONGEST_HEADER)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .build())
                .build());
    connections.setConnectionConfig(
        ConnectionConfig.custom()
            .setConnectTimeout(timeout)
            .setSocketTimeout(timeout)
            // Cameras end connections between two pictures, and that is no fault.
            .setValidateAfterInactivity(TimeValue.ofMilliseconds(1))
            .build());
    BasicCredentialsProvider logins = new BasicCredentialsProvider();
    if (!target.user().isEmpty()) {
      logins.setCredentials(
          new AuthScope(host(start)),
          new UsernamePasswordCredentials(target.user(), target.password().reveal().toCharArray()));
    }
    return HttpClientBuilder.create()
        .setConnectionManager(connections)
        .setDefaultCredentialsProvider(logins)
        .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(timeout).build())
        .setUserAgent("framewise")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        // A few bytes that unpack to gigabytes are no picture.
        .disableContentCompression()
        .build();
  }

  /** Host and port, the scheme's own where it names none: a log-in is for one of them only. */
  static HttpHost host(URI address) {
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    return new HttpHost(scheme, address.getHost(), AddressRule.port(address));
  }
}
