/** Training sets. Entry: {@code TrainingSetTest}. */
package io.framewise.standalone.training;
