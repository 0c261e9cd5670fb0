/**
 * Question sets of a running system: listed, put, removed.
 *
 * <p>Start at {@link io.framewise.admin.questions.PutQuestions}.
 */
package io.framewise.admin.questions;
