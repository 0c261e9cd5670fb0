/**
 * The demo: everything at once on embedded parts and sample sources, with a report at the end that
 * accounts for every frame.
 *
 * <p>Start at {@link io.framewise.standalone.demo.DemoCommand}.
 */
package io.framewise.standalone.demo;
