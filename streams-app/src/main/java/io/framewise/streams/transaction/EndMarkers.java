package io.framewise.streams.transaction;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Writes the marker that ends a transaction on one partition, as its coordinator should have.
 * Kafka's admin client sends the same request, but for aborts only. Confined to one thread.
 */
final class EndMarkers implements AutoCloseable {

  private static final int REQUEST_LIMIT_MS = 10_000;

  /** Markers of this version may have the epoch that the producer has by now. */
  private static final short MARKER_VERSION = 0;

  private final Metrics metrics = new Metrics();
  private final NetworkClient network;

  /** Connects as the clients of these properties do. */
  EndMarkers(Map<String, Object> clientConfig) {
    network =
        ClientUtils.createNetworkClient(
            new AdminClientConfig(clientConfig),
            "framewise-end-markers",
            metrics,
            "end-markers",
            new LogContext(),
            new ApiVersions(),
            Time.SYSTEM,
            1,
            REQUEST_LIMIT_MS,
            null,
            new ManualMetadataUpdater(),
            InetAddress::getAllByName,
            null,
            null);
  }

  /**
   * Ends what is hung.
   *
   * @param epoch of the producer, as its coordinator has it now
   * @throws org.apache.kafka.common.KafkaException when the broker refuses, or does not answer
   */
  void write(HungPart hung, short epoch, TransactionResult result, Node leader) {
    TxnMarkerEntry marker =
        new TxnMarkerEntry(
            hung.producerId(),
            epoch,
            hung.coordinatorEpoch(),
            result,
            List.of(hung.partition()),
            MARKER_VERSION);
    try {
      if (!NetworkClientUtils.awaitReady(network, leader, Time.SYSTEM, REQUEST_LIMIT_MS)) {
        throw new DisconnectException("no connection to " + leader);
      }
      ClientRequest request =
          network.newClientRequest(
              leader.idString(),
              new WriteTxnMarkersRequest.Builder(List.of(marker)),
              Time.SYSTEM.milliseconds(),
              true);
      var answer =
          (WriteTxnMarkersResponse)
              NetworkClientUtils.sendAndReceive(network, request, Time.SYSTEM).responseBody();
      answer.errorsByProducerId().values().stream()
          .flatMap(errors -> errors.values().stream())
          .forEach(Errors::maybeThrow);
    } catch (IOException e) {
      throw new DisconnectException("the connection to " + leader + " broke", e);
    }
  }

  @Override
  public void close() {
    network.close();
    metrics.close();
  }
}
