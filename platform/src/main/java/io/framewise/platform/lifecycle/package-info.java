/**
 * How a process starts, fails and stops: ordered closing, errors meant for people, exit codes.
 *
 * <p>Start at {@link io.framewise.platform.lifecycle.Lifecycle}.
 */
package io.framewise.platform.lifecycle;
