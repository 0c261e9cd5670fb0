package io.framewise.admin.letters;

import io.framewise.contract.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * A dead letter on its topic.
 *
 * @param key key of the original record, null if it had none; may be cut off where it was too long
 *     for a source id
 * @param redrivenAt when the original was put back onto its topic, if it was
 */
public record StoredLetter(
    LetterPlace place, ByteBuffer key, DeadLetter letter, Optional<Instant> redrivenAt) {

  StoredLetter redriven(Instant at) {
    return new StoredLetter(place, key, letter, Optional.of(at));
  }

  /** Takes the bytes of the original from the letter, which are most of it. */
  StoredLetter withoutOriginal() {
    letter.setOriginal(null);
    return this;
  }

  /** The key's bytes, or null. */
  byte[] keyBytes() {
    return key == null ? null : bytes(key);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** The whole original, if the letter has all of its bytes. */
  public Optional<byte[]> wholeOriginal() {
    byte[] kept = keptBytes();
    return kept.length == letter.getOriginalSize() && kept.length > 0
        ? Optional.of(kept)
        : Optional.empty();
  }

  /** The first bytes of the original, as far as the letter has them. */
  public byte[] keptBytes() {
    if (letter.getOriginal() == null) {
      return new byte[0];
    }
    return bytes(letter.getOriginal());
  }
}
