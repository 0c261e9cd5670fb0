package io.framewise.model.checkpoint;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/**
 * Gives pages of mapped files back to the system. They would count as this process's memory until
 * the mapping goes, long after they were read.
 */
final class MappedPages {

  /** A multiple of every page size. */
  private static final long PAGE = 1 << 16;

  /** MADV_DONTNEED of Linux's sys/mman.h: pages of a file are read again when they are needed. */
  private static final int DONT_NEED = 4;

  private MappedPages() {}

  private static final class LibC {

    static {
      Native.register(LibC.class, Platform.C_LIBRARY_NAME);
    }

    static native int madvise(Pointer address, long length, int advice);
  }

  /**
   * Releases the pages that lie within a buffer as a whole. Does nothing where the system is not
   * Linux.
   *
   * @param buffer over a mapped file; other memory would be lost
   */
  static void release(ByteBuffer buffer) {
    long address = Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
    long start = (address + PAGE - 1) / PAGE * PAGE;
    long end = (address + buffer.limit()) / PAGE * PAGE;
    if (Platform.isLinux() && end > start) {
      LibC.madvise(new Pointer(start), end - start, DONT_NEED);
    }
  }
}
