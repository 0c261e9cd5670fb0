package io.framewise.streams.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One bound on the memory of all stores on disk in this process. By default each store of each task
 * has caches and buffers of its own, a store of frames seen several, so that memory grows with
 * partitions and hours.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  private static final long MIB = 1024 * 1024;
  private static final long BUFFER_BYTES = 32 * MIB;
  private static final long ALL_BYTES = 96 * MIB;
  private static final long ONE_BUFFER_BYTES = 4 * MIB;

  /**
   * What a buffer takes at once. By default it is an eighth of a full one: with the stores of 64
   * partitions that would be more than all may have, and each write would end in a flush.
   */
  private static final long ARENA_BYTES = 16 * 1024;

  static {
    RocksDB.loadLibrary();
  }

  /** Shared by all stores and never closed: it ends with the process. */
  private static final Cache CACHE = new LRUCache(ALL_BYTES);

  private static final WriteBufferManager BUFFERS = new WriteBufferManager(BUFFER_BYTES, CACHE);

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(BUFFERS);
    options.setWriteBufferSize(ONE_BUFFER_BYTES);
    options.setArenaBlockSize(ARENA_BYTES);
  }

  @Override
  public void close(String storeName, Options options) {
    // cache and buffers are shared
  }
}
