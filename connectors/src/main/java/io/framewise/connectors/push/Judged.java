package io.framewise.connectors.push;

import io.framewise.connectors.source.PictureJudge.Verdict;
import io.framewise.connectors.source.PictureSink;
import io.framewise.connectors.source.RefusedPicture;
import io.framewise.platform.image.ImageProbe;
import java.util.List;
import java.util.stream.Collectors;

/** What the verdicts on all pictures of a request come to. */
final class Judged {

  private Judged() {}

  /**
   * The probes of pictures that are all good. Bad ones are given to {@code sink} only when every
   * picture was judged: the sender of a request that was not sends all of it again.
   *
   * @throws Refusal when one of them is not good
   */
  static List<ImageProbe> requireGood(List<Verdict> verdicts, PictureSink sink)
      throws InterruptedException {
    if (verdicts.stream().anyMatch(Verdict.Busy.class::isInstance)) {
      throw Refusal.busy("too many pictures are being looked at; try again in a moment");
    }
    List<RefusedPicture> bad =
        verdicts.stream()
            .filter(Verdict.Bad.class::isInstance)
            .map(verdict -> ((Verdict.Bad) verdict).refused())
            .toList();
    for (RefusedPicture refused : bad) {
      sink.refused(refused);
    }
    if (!bad.isEmpty()) {
      throw Refusal.unusable(
          bad.stream().map(RefusedPicture::message).collect(Collectors.joining("; ")));
    }
    return verdicts.stream().map(verdict -> ((Verdict.Good) verdict).probe()).toList();
  }
}
