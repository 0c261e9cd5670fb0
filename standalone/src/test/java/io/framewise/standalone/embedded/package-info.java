/** The embedded broker and registry, started for real. Entry: {@code EmbeddedPlatformIT}. */
package io.framewise.standalone.embedded;
