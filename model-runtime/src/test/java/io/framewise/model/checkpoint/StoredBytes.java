package io.framewise.model.checkpoint;

import java.nio.ByteBuffer;
import java.util.List;

/** The bytes of stored tensors, for tests that compare or change them. */
final class StoredBytes {

  private StoredBytes() {}

  /** A copy of a tensor's bytes in one piece. */
  static ByteBuffer of(StoredTensor tensor) {
    int size = tensor.blocks().stream().mapToInt(ByteBuffer::limit).sum();
    ByteBuffer copy = ByteBuffer.allocateDirect(size);
    tensor.blocks().forEach(block -> copy.put(block.duplicate()));
    return copy.flip();
  }

  /** The sum of all bytes of a tensor. */
  static int sum(StoredTensor tensor) {
    int sum = 0;
    for (ByteBuffer block : tensor.blocks()) {
      for (int i = 0; i < block.limit(); i++) {
        sum += block.get(i);
      }
    }
    return sum;
  }

  /** A tensor whose bytes are a copy, so that its file may be replaced. */
  static StoredTensor copy(StoredTensor tensor) {
    return new StoredTensor(tensor.type(), tensor.shape(), List.of(of(tensor)));
  }
}
