/** Tests of {@link io.framewise.model.fit.Fitting} and what it stands on. */
package io.framewise.model.fit;
