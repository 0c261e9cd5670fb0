package io.framewise.model.openai.media;

import io.framewise.model.engine.PictureKey;
import io.framewise.model.openai.request.ApiError;
import io.framewise.model.openai.request.ApiException;
import io.framewise.model.openai.request.Content;
import io.framewise.model.openai.request.Content.Detail;
import io.framewise.model.openai.request.Message;
import io.framewise.model.preprocess.Preprocessor;
import io.framewise.platform.image.BadImageException;
import io.framewise.platform.image.ImageLimits;
import io.framewise.platform.image.ImageProbe;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Gets what messages show and bounds it by its headers, in the order of its parts. */
final class SightReader {

  private static final int MOST_FRAMES = 1024;
  private static final String LINE = "\n";

  private final MediaSource source;
  private final Preprocessor preprocessor;
  private final MediaOptions options;

  SightReader(MediaSource source, Preprocessor preprocessor, MediaOptions options) {
    this.source = source;
    this.preprocessor = preprocessor;
    this.options = options;
  }

  /**
   * What a message shows.
   *
   * @param budget of the request that it belongs to
   * @throws ApiException when something cannot be had or is refused
   */
  List<Sight> read(Message message, ByteBudget budget) {
    List<Sight> sights = new ArrayList<>();
    for (Content content : message.content()) {
      if (content instanceof Content.Text text) {
        sights.add(new Sight.Words(text.text()));
      } else if (content instanceof Content.Image image) {
        int most = image.detail() == Detail.LOW ? 1 : options.maxTiles();
        sights.add(still(image.url(), most, image.at(), budget));
        // As the models were trained: a picture, then a new line.
        sights.add(new Sight.Words(LINE));
      } else if (content instanceof Content.Frames frames) {
        addFrames(frames.urls(), frames.at(), sights, budget);
      } else {
        addVideo((Content.Video) content, sights, budget);
      }
    }
    return sights;
  }

  private void addFrames(List<String> urls, String at, List<Sight> sights, ByteBudget budget) {
    for (int i = 0; i < urls.size(); i++) {
      sights.add(new Sight.Words("Frame" + (i + 1) + ": "));
      sights.add(still(urls.get(i), 1, at + "[" + i + "]", budget));
      sights.add(new Sight.Words(LINE));
    }
  }

  private void addVideo(Content.Video video, List<Sight> sights, ByteBudget budget) {
    if (DataUrl.isListOfFrames(video.url())) {
      addFrames(DataUrl.frames(video.url(), MOST_FRAMES, video.at()), video.at(), sights, budget);
      return;
    }
    if (options.videos().isEmpty()) {
      throw ApiError.field(
              video.at(),
              "unsupported_video",
              video.at()
                  + ": this server decodes no videos; send frames as a part of type video,"
                  + " or start it with --videos")
          .thrown();
    }
    byte[] bytes = source.bytes(video.url(), video.at(), budget);
    sights.add(new Sight.Clip(bytes, video.frames().orElse(options.frames()), video.at()));
  }

  private Sight still(String url, int maxTiles, String at, ByteBudget budget) {
    byte[] bytes = source.bytes(url, at, budget);
    try {
      ImageProbe probe = ImageProbe.of(bytes, ImageLimits.DEFAULT);
      int tiles = preprocessor.grid(probe.width(), probe.height(), maxTiles).tilesWithThumbnail();
      PictureKey key =
          PictureKey.of(ByteBuffer.wrap(bytes), probe.width(), probe.height(), maxTiles);
      return new Sight.Still(new SentPicture(bytes, key, tiles, at));
    } catch (BadImageException e) {
      throw refused(at, e);
    }
  }

  static ApiException refused(String at, BadImageException e) {
    return ApiError.field(at, "invalid_image", at + ": " + e.getMessage()).thrown(e);
  }
}
