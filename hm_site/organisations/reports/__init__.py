"""Reports: what waits, what came back, what has happened; CSV and XLSX."""
