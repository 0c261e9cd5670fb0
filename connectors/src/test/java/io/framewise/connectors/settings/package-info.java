/** Tests of the settings. */
package io.framewise.connectors.settings;
