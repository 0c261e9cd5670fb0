/** Training sets. Entry: {@code TrainingSetTest}. */
package io.framewise.lab.training;
