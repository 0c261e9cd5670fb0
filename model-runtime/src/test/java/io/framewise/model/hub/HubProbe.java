package io.framewise.model.hub;

/** Finds a model in a process of its own, by the environment that it has. */
final class HubProbe {

  private HubProbe() {}

  /** The name of the model. */
  public static void main(String[] arguments) {
    System.out.println("found " + ModelLocation.resolve(arguments[0]));
  }
}
