package org.pxebootstack.installer.http;

/** A part of a file, at the beginning of a buffer that may be longer. */
final class Chunk {
  private final int index;
  private final long from;
  private final byte[] buffer;
  private final int length;

  /**
   * @param index from 0
   * @param from where it begins in the file
   * @param buffer kept, not copied: it is filled later
   */
  Chunk(int index, long from, byte[] buffer, int length) {
    this.index = index;
    this.from = from;
    this.buffer = buffer;
    this.length = length;
  }

  int index() {
    return index;
  }

  long from() {
    return from;
  }

  byte[] buffer() {
    return buffer;
  }

  int length() {
    return length;
  }
}
