package io.framewise.platform.settings;

/** How to reach the schema registry. The same for every deployable. */
public record RegistrySettings(
    @Setting(
            value = "http://localhost:8081/apis/ccompat/v7",
            doc = "Base URL of a registry with Confluent's REST API.")
        String url) {

  /** Checks that a URL is there. */
  public RegistrySettings {
    Check.given("url", url);
  }
}
