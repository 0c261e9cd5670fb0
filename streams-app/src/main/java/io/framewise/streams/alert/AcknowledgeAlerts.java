package io.framewise.streams.alert;

import static io.framewise.platform.observe.LogKeys.ALERT_KEY;
import static io.framewise.platform.observe.LogKeys.SOURCE_ID;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertAcknowledgement;
import io.framewise.streams.backlog.CommitPace;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies acknowledgements. An acknowledgement changes nothing if its alert was cleared meanwhile
 * or is acknowledged already.
 */
public final class AcknowledgeAlerts
    implements Processor<String, AlertAcknowledgement, String, Alert> {

  /** The state stores that it uses. */
  public static final Set<String> STORES = AlertStore.STORES;

  private static final Logger LOG = LoggerFactory.getLogger(AcknowledgeAlerts.class);

  private final CommitPace pace;
  private ProcessorContext<String, Alert> context;
  private AlertStore alerts;

  /** A processor whose results are committed when {@code pace} says. */
  public AcknowledgeAlerts(CommitPace pace) {
    this.pace = pace;
  }

  @Override
  public void init(ProcessorContext<String, Alert> context) {
    this.context = context;
    this.alerts = new AlertStore(context);
  }

  @Override
  public void process(Record<String, AlertAcknowledgement> record) {
    AlertAcknowledgement acknowledgement = record.value();
    alerts
        .find(record.key(), acknowledgement.getAlertKey())
        .flatMap(alert -> AlertLogic.acknowledged(alert, acknowledgement))
        .ifPresentOrElse(
            alerts::publish,
            () ->
                LOG.atDebug()
                    .addKeyValue(SOURCE_ID, record.key())
                    .addKeyValue(ALERT_KEY, acknowledgement.getAlertKey())
                    .log("there is nothing to acknowledge"));
    pace.await(context);
  }
}
