"""Who may do what in the embedded server: a superuser that only sets up, an owner that migrates, the application."""

from maillage.eventstore.connections import Address, connect
from maillage.eventstore.sql import queries

SQL = queries(__file__)

SUPERUSER, OWNER, APP = "postgres", "maillage_owner", "maillage_app"
DATABASE = "maillage"


async def set_up(superuser: Address) -> None:
    """Makes the roles and the database that are missing. The address is the superuser's, database `postgres`."""
    connection = await connect(superuser)
    try:
        missing = await connection.fetchrow(SQL["missing"])
        for role in missing["roles"]:
            await connection.execute(SQL[role])
        if missing["database"]:
            await connection.execute(SQL["database"])
    finally:
        await connection.close()
