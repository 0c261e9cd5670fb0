/** Tests of mqtt. */
package io.framewise.connectors.mqtt;
