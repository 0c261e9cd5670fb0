package io.framewise.streams.api.peers;

import io.framewise.streams.store.StateStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The instances of this streams app, as they are registered in the consumer group. Requests are
 * sent to no other hosts. Safe for use by several threads.
 */
public final class Peers implements SourceSearch.Instances {

  /** Header of a request from another instance, which is answered from this instance alone. */
  static final String HOP = "framewise-hop";

  /** Header of an answer that may be out of date. */
  static final String STALE = "framewise-stale";

  private static final int CONNECT_LIMIT_MS = 1000;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);
  private static final int CONNECTIONS = 8;

  /** The longest answer that is read from another instance; longer than any picture or list. */
  private static final int MOST_BYTES = 32 * 1024 * 1024;

  /** The answer of an instance. */
  record Reply(int status, String contentType, boolean stale, Buffer body) {

    boolean isOk() {
      return status == 200;
    }
  }

  private final KafkaStreams streams;
  private final HostInfo self;
  private final HttpClient client;

  /** The instances in the group of {@code streams}, in which this one is known as {@code self}. */
  public Peers(Vertx vertx, KafkaStreams streams, HostInfo self) {
    this.streams = streams;
    this.self = self;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(CONNECT_LIMIT_MS),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  /** Whether this instance has all its state and is up to date. */
  boolean isSettled() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  @Override
  public Optional<HostInfo> owner(String sourceId) {
    try {
      KeyQueryMetadata metadata =
          streams.queryMetadataForKey(StateStores.LEDGERS, sourceId, new StringSerializer());
      return Optional.ofNullable(metadata).map(KeyQueryMetadata::activeHost).filter(this::isOther);
    } catch (IllegalStateException e) {
      return Optional.empty(); // the topology does not run: what is here has to do
    }
  }

  /** All other instances. */
  List<HostInfo> others() {
    try {
      return streams.metadataForAllStreamsClients().stream()
          .map(StreamsMetadata::hostInfo)
          .filter(this::isOther)
          .distinct()
          .toList();
    } catch (IllegalStateException e) {
      return List.of();
    }
  }

  private boolean isOther(HostInfo host) {
    return !host.equals(HostInfo.unavailable()) && !host.equals(self);
  }

  @Override
  public List<HostInfo> everyone() {
    List<HostInfo> hosts = new ArrayList<>();
    hosts.add(self);
    hosts.addAll(others());
    return hosts;
  }

  @Override
  public Future<Reply> ask(HostInfo host, PeerRequest request) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setHost(host.host())
            .setPort(host.port())
            .setURI(request.uri())
            .setTimeout(ANSWER_LIMIT.toMillis())
            .setIdleTimeout(ANSWER_LIMIT.toMillis())
            .putHeader(HOP, "1");
    request.authorization().ifPresent(shown -> options.putHeader(HttpHeaders.AUTHORIZATION, shown));
    return client.request(options).compose(HttpClientRequest::send).compose(Peers::reply);
  }

  private static Future<Reply> reply(HttpClientResponse response) {
    String contentType = response.getHeader(HttpHeaders.CONTENT_TYPE);
    boolean stale = response.headers().contains(STALE);
    Buffer body = Buffer.buffer();
    response.handler(
        part -> {
          if (body.length() + part.length() > MOST_BYTES) {
            response.request().reset();
          } else {
            body.appendBuffer(part);
          }
        });
    return response.end().map(ended -> new Reply(response.statusCode(), contentType, stale, body));
  }
}
