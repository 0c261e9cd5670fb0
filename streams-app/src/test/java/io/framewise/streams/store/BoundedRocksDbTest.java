package io.framewise.streams.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/** All stores on disk, however many partitions there are, share one bounded memory. */
class BoundedRocksDbTest {

  private static final long MIB = 1024 * 1024;
  private static final int STORES = 4 * 64;

  @Test
  void shouldBoundTheMemoryOfAllStoresTogether() {
    RocksDB.loadLibrary();
    try (Options one = new Options();
        Options another = new Options()) {
      BlockBasedTableConfig table = settled(one);

      settled(another);
      assertThat(another.writeBufferManager()).isSameAs(one.writeBufferManager());
      assertThat(table.cacheIndexAndFilterBlocks()).isTrue();
      assertThat(one.writeBufferSize()).isEqualTo(4 * MIB);
    }
  }

  /** What each store takes at once must not be all that they may have: each write would flush. */
  @Test
  void shouldLeaveRoomInTheSharedBuffersWhenThereAreManyPartitions() {
    RocksDB.loadLibrary();
    try (Options options = new Options()) {
      settled(options);

      assertThat(STORES * options.arenaBlockSize()).isLessThanOrEqualTo(8 * MIB);
    }
  }

  private static BlockBasedTableConfig settled(Options options) {
    BlockBasedTableConfig table = new BlockBasedTableConfig();
    options.setTableFormatConfig(table);
    new BoundedRocksDb().setConfig("any", options, Map.of());
    return table;
  }
}
