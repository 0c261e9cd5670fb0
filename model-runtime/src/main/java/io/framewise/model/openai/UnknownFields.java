package io.framewise.model.openai;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once of each field of requests that nothing is done with it. */
final class UnknownFields {

  private static final Logger LOG = LoggerFactory.getLogger(UnknownFields.class);
  private static final int MOST = 100;

  private final Set<String> told = ConcurrentHashMap.newKeySet();

  void tell(String name) {
    if (told.size() < MOST && told.add(name)) {
      LOG.info("requests have a field {}, which is passed over", name);
    }
  }
}
