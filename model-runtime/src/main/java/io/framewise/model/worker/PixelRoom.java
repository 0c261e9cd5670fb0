package io.framewise.model.worker;

/** The room that one request's pixels take, and the request's place among those under way. */
interface PixelRoom extends AutoCloseable {

  /** The model has seen the pixels: they take no room any more. */
  void seen();

  /** The request has ended; idempotent. */
  @Override
  void close();
}
