package io.framewise.streams.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.framewise.contract.avro.Stage;
import io.framewise.contract.serde.RegistryAccess;
import io.framewise.contract.serde.RegistryUnavailableException;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepNewestTest {

  @TempDir private Path directory;

  @Test
  void shouldWaitForTheRegistryAndKeepTheValueThen() {
    RegistryUnavailableException outage = outage();
    Deque<RegistryUnavailableException> outages = new ArrayDeque<>(List.of(outage, outage));
    Deserializer<String> comesBack =
        (topic, bytes) -> {
          if (!outages.isEmpty()) {
            throw outages.pop();
          }
          return new String(bytes, StandardCharsets.UTF_8);
        };
    UnreadableRecords unreadable = new UnreadableRecords();
    KeyValueStore<String, String> store = process(comesBack, unreadable);

    assertThat(store.get("traffic")).isEqualTo("set");
    assertThat(unreadable.all()).isEmpty();
  }

  @Test
  void shouldWaitNoMoreForTheRegistryWhenTheProcessEnds() {
    UnreadableRecords unreadable = new UnreadableRecords();
    RegistryUnavailableException outage = outage();
    Deserializer<String> away =
        (topic, bytes) -> {
          unreadable.close();
          throw outage;
        };

    assertThat(process(away, unreadable).get("traffic")).isNull();
  }

  private KeyValueStore<String, String> process(
      Deserializer<String> deserializer, UnreadableRecords unreadable) {
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile());
    KeyValueStore<String, String> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("table"), Serdes.String(), Serdes.String())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.setRecordMetadata("questions", 0, 7);
    KeepNewest<String> table = new KeepNewest<>("table", deserializer, Stage.QUESTIONS, unreadable);
    table.init(context);
    table.process(new Record<>("traffic", "set".getBytes(StandardCharsets.UTF_8), 0));
    return store;
  }

  /** What a registry that is not there answers. */
  private static RegistryUnavailableException outage() {
    SchemaRegistry nowhere = new SchemaRegistry(RegistryAccess.open("http://127.0.0.1:1"));
    return catchThrowableOfType(
        RegistryUnavailableException.class,
        () -> nowhere.register(new Topics("test.").questions()));
  }
}
