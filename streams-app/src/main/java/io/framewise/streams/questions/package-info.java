/**
 * The question sets in force.
 *
 * <p>Start at {@link io.framewise.streams.questions.QuestionSets}.
 */
package io.framewise.streams.questions;
