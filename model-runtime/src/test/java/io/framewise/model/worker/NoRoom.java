package io.framewise.model.worker;

/** Room of a request that no queue counts. */
final class NoRoom implements PixelRoom {

  @Override
  public void seen() {}

  @Override
  public void close() {}
}
