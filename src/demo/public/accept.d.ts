/** An order after a suggestion was accepted. See accept.js. */
export function accepted<Order>(current: Order, sent: Order, suggested: Order): Order;
