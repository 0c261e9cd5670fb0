package io.framewise.platform.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.framewise.platform.topic.RecordPlace;
import io.framewise.testing.LogLines;
import io.framewise.testing.RenderedPage;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines of the log that every command has, logback.xml. */
class LogKeysTest {

  private final LoggerContext context = new LoggerContext();
  private final LogLines said = new LogLines();
  private Logger logger;
  private LayoutWrappingEncoder<ILoggingEvent> encoder;

  @BeforeEach
  @SuppressWarnings("unchecked") // what logback.xml says it is
  void configure() throws Exception {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogKeysTest.class.getResource("/logback.xml"));
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ConsoleAppender<ILoggingEvent> console =
        (ConsoleAppender<ILoggingEvent>) root.getAppender("console");
    encoder = (LayoutWrappingEncoder<ILoggingEvent>) console.getEncoder();
    root.detachAndStopAllAppenders();
    logger = context.getLogger("io.framewise.Some");
    logger.addAppender(said);
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void shouldShowWhatALineIsAboutBehindIt() {
    RecordPlace place = new RecordPlace(new TopicPartition("frames", 3), 17);

    LogKeys.at(logger.atWarn(), place).log("a record could not be told");

    assertThat(line())
        .endsWith("Some: a record could not be told topic=frames partition=3 offset=17\n");
  }

  @Test
  void shouldAddNothingToALineAboutNothingInParticular() {
    logger.warn("trying again");

    assertThat(line()).endsWith("Some: trying again\n");
  }

  @Test
  void shouldBeTheOnlyKeysThatLinesHave() throws IOException {
    Set<String> agreed =
        Arrays.stream(LogKeys.class.getFields()).map(Field::getName).collect(Collectors.toSet());

    assertThat(found("addKeyValue\\(\\s*([^,]+),"))
        .isNotEmpty()
        .allSatisfy((where, key) -> assertThat(key.replace("LogKeys.", "")).as(where).isIn(agreed));
  }

  /** A source that is named in the midst of a sentence is not found by its key. */
  @Test
  void shouldStandBehindALineAndNotInIt() throws IOException {
    assertThat(
            found(
                "(\\b(?:source|worker|request|alert|question set|topic|partition|offset|record)"
                    + " '?\\{\\})"))
        .isEmpty();
  }

  /** What a pattern finds in the code of all modules, by file and position. */
  private static Map<String, String> found(String pattern) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (Path file : sources()) {
      Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
      while (matcher.find()) {
        found.put(file + " at " + matcher.start(), matcher.group(1).strip());
      }
    }
    return found;
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(RenderedPage.root())) {
      for (Path module : modules) {
        Path code = module.resolve("src/main/java");
        if (Files.isDirectory(code)) {
          try (Stream<Path> files = Files.walk(code)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }

  private String line() {
    encoder.start();
    return encoder.getLayout().doLayout(said.list.get(0));
  }
}
