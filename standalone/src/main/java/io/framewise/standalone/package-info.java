/**
 * All of it in one process tree, with an embedded broker and registry: the quick start and the
 * end-to-end tests.
 *
 * <p>Start at {@code FramewiseCommand}.
 */
package io.framewise.standalone;
