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

  private String line() {
    encoder.start();
    return encoder.getLayout().doLayout(said.list.get(0));
  }
}
