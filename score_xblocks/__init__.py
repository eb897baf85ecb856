"""What runs inside LMS and Studio: the blocks, and the records that they keep."""
