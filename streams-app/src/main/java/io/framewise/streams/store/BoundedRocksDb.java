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
 * Bounds the memory of all stores on disk in this process together. By default each store of each
 * task has caches and buffers of its own, and the store of seen frames has several, so that memory
 * would grow with the number of partitions and with time.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  private static final long MIB = 1024 * 1024;
  private static final long BUFFER_BYTES = 32 * MIB;
  private static final long ALL_BYTES = 96 * MIB;
  private static final long ONE_BUFFER_BYTES = 4 * MIB;

  /**
   * How much memory a buffer allocates at a time. The default is an eighth of a full buffer. With
   * the stores of 64 partitions that would exceed the bound, and each write would cause a flush.
   */
  private static final long ARENA_BYTES = 16 * 1024;

  static {
    RocksDB.loadLibrary();
  }

  /** Shared by all stores and never closed. */
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
