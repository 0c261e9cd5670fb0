package io.framewise.platform.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One knob: a component of a settings record, with its default and its line in
 * docs/configuration.md.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Setting {

  /** What it does, for people; units where they are not part of the type. */
  String doc();

  /**
   * The default, as it would be written in the settings file; empty when the key must be given or
   * is itself a group.
   */
  String value() default "";
}
