package io.framewise.model.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.model.engine.CachedPicture;
import io.framewise.model.engine.Picture;
import io.framewise.model.engine.PictureKey;
import io.framewise.model.engine.PictureTiles;
import io.framewise.platform.frame.FrameReader;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.platform.image.Decoders;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageLimits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is spared of a frame whose picture the engine has kept. */
@ExtendWith(BrokerExtension.class)
@Timeout(120)
class FramePicturesTest {

  private static final byte[] PNG = Requests.png();
  private static final int MOST_TILES = 12;

  private final HoldCounter cache = new HoldCounter();
  private final ScriptedEngine engine = new ScriptedEngine().keeping(cache);
  private final TileRoom room = new TileRoom(10, 3, "the test");
  private Wire wire;
  private FrameReader reader;

  @BeforeEach
  void connect(Wire given) {
    wire = given;
    FrameRecords records = new FrameRecords(given.topics(), given.registry());
    reader = new FrameReader(given.kafka(), records, Duration.ofSeconds(30));
  }

  @AfterEach
  void close() {
    reader.close();
  }

  private LookBuilder builder(ImageDecoder decoder) {
    return new LookBuilder(
        new FramePictures(reader, decoder, engine, room, new KnownFrames()),
        MOST_TILES,
        room,
        new Counters());
  }

  private LookBuilder decoding() {
    return builder(new ImageDecoder(ImageLimits.DEFAULT));
  }

  private static Prepared build(LookBuilder builder, int maxTiles, FrameRef... frames) {
    InferenceRequest request = Requests.request("r", frames).setMaxTiles(maxTiles).build();
    return builder.build(Requests.claim(request));
  }

  private static List<? extends Picture> pictures(Prepared prepared) {
    return prepared.look().pictures();
  }

  private static PictureKey key(int maxTiles) {
    return PictureKey.of(ByteBuffer.wrap(PNG), 32, 32, maxTiles);
  }

  @Test
  void shouldDecodeAFrameThatNobodyHasSeenAndSayWhatItIsKeptUnder() {
    PictureTiles tiles =
        (PictureTiles) pictures(build(decoding(), 1, wire.writeFrame("f1", PNG))).get(0);

    assertThat(tiles.key()).hasValue(key(1));
    assertThat(tiles.tiles()).isEqualTo(1);
  }

  @Test
  void shouldNotDecodeBytesThatAreKeptWhateverFrameHoldsThem() {
    cache.have(key(1));
    LookBuilder neverDecodes = builder(Decoders.busy());

    Prepared prepared =
        build(neverDecodes, 1, wire.writeFrame("f1", PNG), wire.writeFrame("f2", PNG));

    assertThat(pictures(prepared)).hasSize(2).hasOnlyElementsOfType(CachedPicture.class);
    assertThat(cache.holds()).isEqualTo(2);
    prepared.close();
    assertThat(cache.holds()).isZero();
  }

  @Test
  void shouldNotFetchAFrameThatWasReadBeforeAndIsKept() {
    FrameRef frame = wire.writeFrame("f1", PNG);
    LookBuilder builder = decoding();
    build(builder, 1, frame);
    cache.have(key(1));
    // Nothing can be fetched any more.
    reader.close();

    try (Prepared again = build(builder, 1, frame)) {
      assertThat(pictures(again)).hasOnlyElementsOfType(CachedPicture.class);
      assertThat(again.fetch()).isZero();
      assertThat(again.preprocess()).isZero();
    }
  }

  @Test
  void shouldDecodeAgainWhatIsToBeCutOtherwise() {
    FrameRef frame = wire.writeFrame("f1", PNG);
    LookBuilder builder = decoding();
    build(builder, 1, frame);
    cache.have(key(1));

    PictureTiles tiles = (PictureTiles) pictures(build(builder, 2, frame)).get(0);

    assertThat(tiles.key()).hasValue(key(2));
  }

  @Test
  void shouldDecodePicturesOfOneLookThatAreEqualOnce() {
    List<? extends Picture> pictures =
        pictures(build(decoding(), 1, wire.writeFrame("f1", PNG), wire.writeFrame("f2", PNG)));

    assertThat(pictures.get(1)).isSameAs(pictures.get(0));
  }

  @Test
  void shouldRefuseAFrameOfAnotherSizeThanItsRecordSaysAlsoWhereItsBytesAreKept() {
    cache.have(key(1));
    FrameRef lying = wire.writeFrame("f1", PNG, 64, 32);

    assertThatThrownBy(() -> build(decoding(), 1, lying))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("its record says 64 x 32");
  }

  @Test
  void shouldRefuseTooManyTilesWhetherTheyAreKeptOrNot() {
    FrameRef frame = wire.writeFrame("f1", PNG);
    LookBuilder builder = decoding();
    assertThatThrownBy(() -> build(builder, 1, frame, frame, frame, frame))
        .isInstanceOf(Refusal.class)
        .hasMessage("look-refused: the test holds 3 tiles, not more");
    cache.have(key(1));

    assertThatThrownBy(() -> build(builder, 1, frame, frame, frame, frame))
        .isInstanceOf(Refusal.class)
        .hasMessage("look-refused: the test holds 3 tiles, not more");

    assertThat(cache.holds()).isZero();
  }

  @Test
  void shouldLetGoOfWhatItHoldsWhenARequestCannotBePrepared() {
    cache.have(key(1));
    FrameRef kept = wire.writeFrame("f1", PNG);
    FrameRef other = wire.writeFrame("f2", PNG, 33, 32);

    assertThatThrownBy(() -> build(builder(Decoders.busy()), 1, kept, other))
        .isInstanceOf(RetriableException.class);

    assertThat(cache.holds()).isZero();
  }
}
