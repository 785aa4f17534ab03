export { WsmanHandler } from './wsman-handler.js';
