/** Tests of {@link io.framewise.platform.fit.Fitting} and what it stands on. */
package io.framewise.platform.fit;
