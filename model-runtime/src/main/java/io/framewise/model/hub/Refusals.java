package io.framewise.model.hub;

import io.framewise.contract.UserError;
import java.net.http.HttpResponse;
import java.util.List;

/** What to tell a person whom the hub does not give the model. Nothing here passes by itself. */
final class Refusals {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NAMED = 5;

  private final HubSettings settings;

  Refusals(HubSettings settings) {
    this.settings = settings;
  }

  /** Throws when a response refuses for good. */
  void check(HubName model, HttpResponse<?> response) {
    int status = response.statusCode();
    String code = response.headers().firstValue("X-Error-Code").orElse("");
    boolean closed = status == UNAUTHORIZED || status == FORBIDDEN;
    if (closed && (code.equals("GatedRepo") || status == FORBIDDEN)) {
      throw gated(model, status);
    }
    if (closed) {
      throw unknown(model, status);
    }
    if (status == NOT_FOUND && code.equals("RevisionNotFound")) {
      throw new UserError(
          model.repository() + " has no revision " + model.revision() + " on " + settings.host(),
          "take one that its page shows: " + page(model));
    }
    if (status == NOT_FOUND) {
      throw new UserError(
          settings.host() + " has no model " + model + ", and it is no directory here",
          "give the directory of a model, or a name that the hub has, such as "
              + ModelLocation.EXAMPLE);
    }
  }

  private UserError gated(HubName model, int status) {
    String page = page(model);
    return settings.token().isEmpty()
        ? new UserError(
            model + " is gated (" + status + "): its licence must be accepted first",
            "accept it at " + page + " and set HF_TOKEN to a token of that account")
        : new UserError(
            model + " is not open to the account of the Hugging Face token (" + status + ")",
            "accept its licence with that account at " + page);
  }

  /** The hub does not tell strangers whether a model exists. */
  private UserError unknown(HubName model, int status) {
    return settings.token().isEmpty()
        ? new UserError(
            settings.host() + " gives " + model + " to nobody unknown (" + status + ")",
            "check the name; if the model is private or gated, accept its licence at "
                + page(model)
                + " and set HF_TOKEN")
        : new UserError(
            settings.host() + " does not accept the Hugging Face token (" + status + ")",
            "set HF_TOKEN to a valid token, or unset it for a public model");
  }

  UserError noHub() {
    return new UserError(
        settings.host() + " does not answer as a Hugging Face hub does",
        "check HF_ENDPOINT and any proxy between, or give the directory of a model");
  }

  UserError unchecked(String file) {
    return new UserError(
        settings.host() + " tells no checksum or no size of " + file,
        "point HF_ENDPOINT at a hub that does, or give the directory of a model");
  }

  /**
   * Only the cache may be used, and it does not have the model.
   *
   * @param lacking what the cache lacks of a model that was downloaded in part; empty where nothing
   *     of it is there
   */
  UserError notCached(HubName model, List<String> lacking) {
    if (!lacking.isEmpty()) {
      String named = String.join(", ", lacking.subList(0, Math.min(NAMED, lacking.size())));
      int more = lacking.size() - NAMED;
      return new UserError(
          model
              + " was downloaded in part only: the cache "
              + settings.cache()
              + " has no "
              + named
              + (more > 0 ? " and " + more + " more" : "")
              + ", and HF_HUB_OFFLINE is set",
          "unset HF_HUB_OFFLINE once to download the rest");
    }
    return new UserError(
        model
            + " is no directory here and not in the cache "
            + settings.cache()
            + ", and HF_HUB_OFFLINE is set",
        "unset HF_HUB_OFFLINE once to download it, or give the directory of a model");
  }

  private String page(HubName model) {
    return settings.endpoint() + "/" + model.repository();
  }
}
