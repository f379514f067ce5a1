"""Reads a draft of `brochure mail` as another program does: mail.py MESSAGE.eml BROCHURE.pdf"""

import email
import email.policy
import sys

with open(sys.argv[1], "rb") as file:
    message = email.message_from_binary_file(file, policy=email.policy.default)
with open(sys.argv[2], "rb") as file:
    pdf = file.read()

parts = list(message.walk())
kinds = [part.get_content_type() for part in parts]
assert kinds == [
    "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf",
], kinds
for part in parts:
    assert not part.defects, part.defects
    for name, value in part.items():
        assert not value.defects, (name, value.defects)
assert message["X-Unsent"] == "1" and message["From"] is None
assert message["Date"].datetime.year > 2000 and message["Message-ID"]
plain, html, attached = parts[2:]
assert plain.get_content().strip() and plain["Content-Type"].params["format"] == "flowed"
assert "<html lang=" in html.get_content()
assert attached.get_content() == pdf, "the attached PDF is another"
assert attached.get_filename().endswith(".pdf")
print(message["Subject"], "/", message["To"], "/", attached.get_filename())
