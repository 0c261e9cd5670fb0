package io.framewise.streams.window;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.streams.questions.Asking;
import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.OpenWindow;
import java.util.List;

/** Each picture is a window of its own that closes at once. */
final class PictureWindows implements WindowKindRule {

  @Override
  public void place(Arrival arrival, Asking asking, Placing placing) {
    if (!asking.includes(arrival.capturedAtMs())) {
      return;
    }
    OpenWindow window =
        OpenWindows.create(
            arrival, asking.id(), asking.windows(), Span.ofPicture(arrival), List.of());
    boolean accountedHere = placing.take(window);
    OpenWindows.count(window, arrival, accountedHere);
    close(window, List.of(arrival.kept(accountedHere)), placing);
  }

  static void close(OpenWindow window, List<KeptFrame> frames, Placing placing) {
    placing.opened(window);
    placing.complete(new ClosedWindow(window, frames, ClosedBy.COMPLETE));
  }
}
