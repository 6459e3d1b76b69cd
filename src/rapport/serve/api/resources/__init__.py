"""One module for each resource: parse, call the public function of the domain, render. A new one is found by itself."""
