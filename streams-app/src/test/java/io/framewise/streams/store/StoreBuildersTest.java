package io.framewise.streams.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.streams.topology.TopologyHarness;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreBuildersTest {

  private static final List<String> GLOBAL =
      List.of(StateStores.QUESTION_SETS, StateStores.SOURCE_STATUSES);

  @TempDir private Path state;
  private StoreBuilders stores;

  @BeforeEach
  void create() {
    stores = new StoreBuilders(TopologyHarness.settings(state, 4));
  }

  @Test
  void shouldHaveABuilderForEachNameThatIsNoGlobalStores() throws IllegalAccessException {
    List<String> names = new ArrayList<>();
    for (Field field : StateStores.class.getFields()) {
      names.add((String) field.get(null));
    }
    names.removeAll(GLOBAL);

    assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(stores.of(name)).isNotNull());
  }

  @Test
  void shouldGiveTheSameBuilderWheneverAStoreIsDeclared() {
    assertThat(stores.of(StateStores.LEDGERS)).isSameAs(stores.of(StateStores.LEDGERS));
  }

  @Test
  void shouldNameTheStoreWhenThereIsNone() {
    assertThatThrownBy(() -> stores.of("odd"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("odd");
  }
}
