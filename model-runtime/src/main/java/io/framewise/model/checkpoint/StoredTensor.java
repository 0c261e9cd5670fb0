package io.framewise.model.checkpoint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One tensor of a checkpoint, not yet read: its bytes are windows on the mapped file. There are
 * several where one buffer cannot hold the tensor, or where its rows do not follow each other in
 * the file.
 *
 * @param type how each number is stored; where parts that are stored in several types were joined,
 *     the type that holds all their numbers exactly
 * @param shape lengths of its dimensions
 * @param blocks read-only direct buffers, each with whole rows of the first dimension; one after
 *     the other exactly the tensor's bytes, row-major and little-endian
 * @param types how the numbers of each block are stored
 * @param mapped whether all of them are windows on files
 */
public record StoredTensor(
    StoredType type,
    List<Long> shape,
    List<ByteBuffer> blocks,
    List<StoredType> types,
    boolean mapped) {

  /** Copies the lists. */
  public StoredTensor {
    shape = List.copyOf(shape);
    blocks = List.copyOf(blocks);
    types = List.copyOf(types);
  }

  /** A tensor of one type. */
  StoredTensor(StoredType type, List<Long> shape, List<ByteBuffer> blocks, boolean mapped) {
    this(type, shape, blocks, Collections.nCopies(blocks.size(), type), mapped);
  }

  /** A tensor in memory of any kind. */
  public StoredTensor(StoredType type, List<Long> shape, List<ByteBuffer> blocks) {
    this(type, shape, blocks, false);
  }

  /**
   * Lets go of the memory that reading the tensor took, where it comes from files. It may be read
   * again.
   */
  public void release() {
    if (mapped) {
      blocks.forEach(MappedPages::release);
    }
  }

  /**
   * Rows {@code from} to {@code to} of the first dimension, over the same bytes.
   *
   * @throws IndexOutOfBoundsException when there are no such rows
   */
  StoredTensor rows(long from, long to) {
    long rowBytes = bytes() / shape.get(0);
    if (from < 0 || to < from || to > shape.get(0)) {
      throw new IndexOutOfBoundsException("rows " + from + " to " + to + " of " + shape);
    }
    List<ByteBuffer> part = new ArrayList<>();
    long blockStart = 0;
    for (ByteBuffer block : blocks) {
      long start = Math.max(from * rowBytes - blockStart, 0);
      long end = Math.min(to * rowBytes - blockStart, block.limit());
      if (start < end) {
        part.add(block.slice((int) start, (int) (end - start)));
      }
      blockStart += block.limit();
    }
    return new StoredTensor(type, shape(to - from), part, mapped);
  }

  /** Bytes of the whole as it is stored. */
  public long bytes() {
    return blocks.stream().mapToLong(ByteBuffer::limit).sum();
  }

  /**
   * The rows of several tensors that differ in the first dimension only, over the same bytes. Each
   * keeps the type in which it is stored.
   */
  public static StoredTensor joined(List<StoredTensor> parts) {
    List<ByteBuffer> blocks = parts.stream().flatMap(part -> part.blocks.stream()).toList();
    long rows = parts.stream().mapToLong(part -> part.shape.get(0)).sum();
    boolean mapped = parts.stream().allMatch(StoredTensor::mapped);
    List<StoredType> types = parts.stream().flatMap(part -> part.types.stream()).toList();
    StoredType type = StoredType.common(parts.stream().map(StoredTensor::type).toList());
    return new StoredTensor(type, parts.get(0).shape(rows), blocks, types, mapped);
  }

  private List<Long> shape(long rows) {
    List<Long> changed = new ArrayList<>(shape);
    changed.set(0, rows);
    return changed;
  }
}
