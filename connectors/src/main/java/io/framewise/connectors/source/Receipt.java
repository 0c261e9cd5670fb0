package io.framewise.connectors.source;

/** Told once how a picture that was handed over has ended, on any thread; must not block. */
public interface Receipt {

  /** For who does not ask. */
  Receipt NONE =
      new Receipt() {
        @Override
        public void published(FramePlace place) {}

        @Override
        public void lost() {}

        @Override
        public void refused() {}
      };

  /** Kafka has acknowledged it. */
  void published(FramePlace place);

  /** Kafka did not take it for a reason that is not its own, and it was given up. */
  void lost();

  /** It is itself such that Kafka never takes it. */
  void refused();
}
