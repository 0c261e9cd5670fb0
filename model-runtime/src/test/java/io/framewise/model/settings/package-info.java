/** Tests of the settings. */
package io.framewise.model.settings;
