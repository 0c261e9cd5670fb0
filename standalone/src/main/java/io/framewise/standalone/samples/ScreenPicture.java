package io.framewise.standalone.samples;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A desktop with up to three windows and perhaps a dialog, in which something went wrong or well.
 * There is one OK button on every screen. Other seeds, other screens.
 */
public final class ScreenPicture {

  /** Width in pixels. */
  public static final int WIDTH = 480;

  /** Height in pixels. */
  public static final int HEIGHT = 360;

  private static final int SLOT_WIDTH = WIDTH / 2;
  private static final int SLOT_HEIGHT = HEIGHT / 2;
  private static final List<Color> DESKTOPS =
      List.of(
          new Color(0x2e, 0x6b, 0x6b), new Color(0x3d, 0x4f, 0x7a), new Color(0x5a, 0x4a, 0x66));
  private static final Color FRAME = new Color(0xc9, 0xcf, 0xd6);
  private static final Color PAPER = new Color(0xfa, 0xfa, 0xfa);
  private static final Color TITLE = new Color(0x58, 0x62, 0x6e);
  private static final Color GOOD = new Color(0x1f, 0x7a, 0x3e);
  private static final Color BAD = new Color(0xc6, 0x28, 0x28);
  private static final Color BUTTON = new Color(0x2f, 0x7d, 0xe1);
  private static final Color OTHER_BUTTON = new Color(0x9a, 0xa3, 0xad);
  private static final Color LINES = new Color(0xb8, 0xbe, 0xc6);

  private static final double DOT = 3.4;
  private static final double TALL_DOT = 4;

  /** What a dialog says. */
  enum Message {
    DISK_FULL("disk full", true),
    NO_NETWORK("no network", true),
    NO_ACCESS("no access", true),
    FILE_SAVED("file saved", false),
    ALL_DONE("all done", false);

    private final String text;
    private final boolean error;

    Message(String text, boolean error) {
      this.text = text;
      this.error = error;
    }
  }

  private static final List<Message> MESSAGES = List.of(Message.values());

  /** Screens without a dialog for each one that says a certain thing. */
  private static final int WITHOUT_DIALOG = 2;

  private final Random random;
  private final Message message;
  private final int windows;
  private final List<Thing> things = new ArrayList<>();

  private ScreenPicture(long seed) {
    random = new Random(seed);
    int kind = random.nextInt(MESSAGES.size() + WITHOUT_DIALOG);
    message = kind < MESSAGES.size() ? MESSAGES.get(kind) : null;
    windows = message == null ? 1 + random.nextInt(3) : random.nextInt(4);
  }

  /** The screen of a seed. */
  public static Picture draw(long seed) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    ScreenPicture screen = new ScreenPicture(seed);
    screen.draw(g);
    g.dispose();
    return new Picture(image, screen.things, screen.answers());
  }

  private void draw(Graphics2D g) {
    g.setColor(DESKTOPS.get(random.nextInt(DESKTOPS.size())));
    g.fillRect(0, 0, WIDTH, HEIGHT);
    List<Integer> slots = new ArrayList<>(List.of(0, 1, 2, 3));
    Collections.shuffle(slots, random);
    if (message != null) {
      dialog(g, slots.remove(0));
    }
    for (int i = 0; i < windows; i++) {
      window(g, slots.remove(0), message == null && i == 0);
    }
  }

  private void window(Graphics2D g, int slot, boolean withButton) {
    Rectangle2D box = box(slot, 150 + random.nextInt(60), 110 + random.nextInt(45));
    add("window", box);
    frame(g, box, TITLE, 22);
    g.setColor(LINES);
    int lines = 2 + random.nextInt(3);
    for (int i = 0; i < lines && i * 16 < box.getHeight() - 66; i++) {
      int wide = (int) (box.getWidth() * (0.35 + 0.5 * random.nextDouble()));
      g.fillRect((int) box.getX() + 12, (int) box.getY() + 34 + i * 16, wide, 5);
    }
    if (withButton) {
      button(g, box, BUTTON, "OK", box.getWidth() - 84);
    }
  }

  private void dialog(Graphics2D g, int slot) {
    Rectangle2D box = box(slot, 214 + random.nextInt(16), 140 + random.nextInt(25));
    add(message.error ? "error dialog" : "good dialog", box);
    Color color = message.error ? BAD : GOOD;
    frame(g, box, color, 30);
    g.setColor(Color.WHITE);
    PixelFont.write(g, message.error ? "X" : "I", box.getX() + 10, box.getY() + 5, 3, 3);
    g.setColor(Color.BLACK);
    double left = box.getX() + 9;
    double top = box.getY() + 44;
    PixelFont.write(g, message.text.toUpperCase(Locale.ROOT), left, top, DOT, TALL_DOT);
    double wide = PixelFont.width(message.text, DOT);
    add(message.text, new Rectangle2D.Double(left, top, wide, PixelFont.ROWS * TALL_DOT));
    boolean swapped = random.nextBoolean();
    if (random.nextBoolean()) {
      button(g, box, OTHER_BUTTON, "HELP", swapped ? 100 : 14);
    }
    button(g, box, BUTTON, "OK", swapped ? 14 : 100);
  }

  private void button(Graphics2D g, Rectangle2D window, Color color, String text, double from) {
    Rectangle2D box = new Rectangle2D.Double(window.getX() + from, window.getMaxY() - 44, 74, 34);
    g.setColor(color);
    g.fillRoundRect((int) box.getX(), (int) box.getY(), 74, 34, 12, 12);
    g.setColor(Color.WHITE);
    double wide = PixelFont.width(text, 3);
    PixelFont.write(g, text, box.getCenterX() - wide / 2, box.getCenterY() - 10, 3, 3);
    if (text.equals("OK")) {
      add("OK button", box);
    }
  }

  private static void frame(Graphics2D g, Rectangle2D box, Color title, int titleHeight) {
    int x = (int) box.getX();
    int y = (int) box.getY();
    int wide = (int) box.getWidth();
    int high = (int) box.getHeight();
    g.setColor(new Color(0, 0, 0, 70));
    g.fillRect(x + 5, y + 6, wide, high);
    g.setColor(FRAME);
    g.fillRect(x - 2, y - 2, wide + 4, high + 4);
    g.setColor(PAPER);
    g.fillRect(x, y, wide, high);
    g.setColor(title);
    g.fillRect(x, y, wide, titleHeight);
  }

  private Rectangle2D box(int slot, int wide, int high) {
    int left = slot % 2 * SLOT_WIDTH + 4 + random.nextInt(Math.max(1, SLOT_WIDTH - 8 - wide));
    int top = slot / 2 * SLOT_HEIGHT + 4 + random.nextInt(Math.max(1, SLOT_HEIGHT - 8 - high));
    return new Rectangle2D.Double(left, top, wide, high);
  }

  private void add(String kind, Rectangle2D box) {
    things.add(Thing.of(kind, box, WIDTH, HEIGHT));
  }

  private Map<String, String> answers() {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("error", YardTruth.yesNo(message != null && message.error));
    answers.put("windows", String.valueOf(windows));
    answers.put("says", message == null ? "nothing" : message.text);
    things.stream()
        .filter(thing -> thing.kind().equals("OK button"))
        .findFirst()
        .ifPresent(button -> answers.put("ok", Coordinates.point(button)));
    return answers;
  }
}
