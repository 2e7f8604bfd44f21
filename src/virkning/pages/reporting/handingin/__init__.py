"""One activity in a status round: everything due on it on one page, the check of the answers, and the receipt."""
