/** Tests of {@link io.framewise.model.internvl.InternVl} and what it stands on. */
package io.framewise.model.internvl;
