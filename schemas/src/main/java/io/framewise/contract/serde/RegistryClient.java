package io.framewise.contract.serde;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.RestService;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * Confluent's own client, with our words for what goes wrong. The only class that imports it: it
 * comes relocated inside a jar of Apache Flink, because Confluent publishes it outside Maven
 * Central; whoever can reach Confluent's repository changes the imports here and nothing else.
 *
 * <p>Safe for use by several threads.
 */
final class RegistryClient {

  private static final int CACHED_SUBJECTS = 1000;
  private static final int CONNECT_LIMIT_MS = 5_000;
  private static final int ANSWER_LIMIT_MS = 10_000;

  /** How the client's message about a schema of another language begins. */
  private static final String NOT_AVRO = "Invalid schema";

  private final RegistryAccess access;
  private final SchemaRegistryClient client;

  private RegistryClient(RegistryAccess access, SchemaRegistryClient client) {
    this.access = access;
    this.client = client;
  }

  /** A client of the registry at {@code registry.url}; nothing is called yet. */
  static RegistryClient of(RegistryAccess access) {
    RestService service = new RestService(access.url());
    service.setHttpConnectTimeoutMs(CONNECT_LIMIT_MS);
    service.setHttpReadTimeoutMs(ANSWER_LIMIT_MS);
    access.sockets().ifPresent(service::setSslSocketFactory);
    Map<String, String> headers =
        access
            .authorization()
            .map(header -> Map.of("Authorization", header.reveal()))
            .orElse(Map.of());
    return new RegistryClient(
        access,
        new CachedSchemaRegistryClient(
            service, CACHED_SUBJECTS, List.of(new AvroSchemaProvider()), Map.of(), headers));
  }

  /** The client library's own registry in memory. */
  static RegistryClient inMemory() {
    return new RegistryClient(RegistryAccess.open("http://memory"), new MockSchemaRegistryClient());
  }

  /** One call of the client. */
  private interface Call<T> {
    T run() throws IOException, RestClientException;
  }

  private <T> T call(Call<T> call) throws RegistryFault {
    try {
      return call.run();
    } catch (RestClientException e) {
      throw RegistryFault.ofStatus(e.getStatus(), e, access);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).startsWith(NOT_AVRO)) {
        throw RegistryFault.notAvro(e, access);
      }
      throw RegistryFault.ofCall(e, access);
    } catch (AvroRuntimeException e) {
      throw RegistryFault.notAvro(e, access);
    }
  }

  /** Asks for anything. */
  void knock() throws RegistryFault {
    call(client::getAllSubjects);
  }

  /** The id of a schema of this subject, if the registry has it. Needs no write rights. */
  OptionalInt lookUp(String subject, Schema schema) throws RegistryFault {
    try {
      return OptionalInt.of(call(() -> client.getId(subject, new AvroSchema(schema.toString()))));
    } catch (RegistryFault e) {
      if (e.kind() == RegistryFault.Kind.NOT_FOUND) {
        return OptionalInt.empty();
      }
      throw e;
    }
  }

  /** Registers a schema and returns its id. */
  int register(String subject, Schema schema) throws RegistryFault {
    return call(() -> client.register(subject, new AvroSchema(schema.toString())));
  }

  /** The schema behind an id. */
  Schema schemaById(int id) throws RegistryFault {
    return call(() -> new Schema.Parser().parse(client.getSchemaById(id).canonicalString()));
  }

  /** The compatibility of a subject, where it has one of its own; of all subjects for null. */
  Optional<String> compatibility(String subject) throws RegistryFault {
    try {
      return Optional.ofNullable(call(() -> client.getCompatibility(subject)));
    } catch (RegistryFault e) {
      if (e.kind() == RegistryFault.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  void setCompatibility(String subject, String compatibility) throws RegistryFault {
    call(() -> client.updateCompatibility(subject, compatibility));
  }
}
